import { IdField, TextField } from '../../platform/http/fields/fields.js';

export class RetryJobsForm {
  @TextField({ max: 100 })
  name: string;
}

export class RetryMailForm {
  @IdField()
  id: number;
}
