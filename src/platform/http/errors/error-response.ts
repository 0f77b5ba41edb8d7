import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { InstantField, IntField, TextField } from '../fields/fields.js';

const FIELD_ERRORS: ApiPropertyOptions = {
  type: 'object',
  selfRequired: false,
  additionalProperties: { type: 'array', items: { type: 'string' } },
};

export class ErrorResponse {
  @TextField({ description: 'What went wrong and what to do, for people.' })
  error: string;

  @TextField({ description: 'The same as `error`.' })
  message: string;

  @TextField({ description: 'The same as `error`.' })
  detail: string;

  @TextField({ description: 'What went wrong, for programs.' })
  code: string;

  @ApiProperty({
    description: 'More, by code; the field errors where there are some.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
  })
  details: unknown;

  @ApiProperty({
    ...FIELD_ERRORS,
    description: 'Sentences by field, where fields are at fault.',
  } as ApiPropertyOptions)
  field_errors?: Record<string, string[]>;

  @ApiProperty({ ...FIELD_ERRORS, description: 'The same as `field_errors`.' } as ApiPropertyOptions)
  errors?: Record<string, string[]>;

  @IntField({ description: 'Seconds, on a 429.', optional: true })
  retry_after?: number;

  @InstantField()
  timestamp: Date;

  @TextField({ description: 'Finds the log lines.' })
  request_id: string;
}
