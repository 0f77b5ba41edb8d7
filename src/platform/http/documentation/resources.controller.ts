import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { productVersion } from '../../config/versions.js';
import { JsonField, TextField, UrlField } from '../fields/fields.js';
import { ApiSchema } from '../openapi/api-schema.js';
import { Operation } from '../openapi/operation.js';

const PREFIX = '/api/v1/';

export class ResourcesResponse {
  @TextField({ example: 'Convoke' })
  name: string;

  @TextField({ example: '1.0.0' })
  version: string;

  @UrlField({ description: 'To read and try.', example: 'https://example.org/api/docs' })
  documentation: string;

  @UrlField({ description: 'OpenAPI.', example: 'https://example.org/api/schema' })
  schema: string;

  @UrlField({ description: 'Step by step, by task.', example: 'https://example.org/llms.txt' })
  guides: string;

  @JsonField({
    description: 'What can be read without knowing an id, in a newcomer’s order: its name → where.',
    example: { events: 'https://example.org/api/v1/events' },
  })
  resources: Record<string, string>;
}

@ApiTags('Documentation')
@Controller('api/v1')
export class ResourcesController {
  constructor(
    private readonly schema: ApiSchema,
    private readonly config: Config,
  ) {}

  @Get()
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'An index of the resources', body: ResourcesResponse })
  index(): ResourcesResponse {
    const { publicUrl, siteName } = this.config;
    const { tags = [], paths } = this.schema.document;
    const groups = tags.map((tag) => tag.name);
    const found = Object.entries(paths)
      .filter(([path, methods]) => path.startsWith(PREFIX) && !path.includes('{') && 'get' in methods)
      .map(([path, { get }]) => ({ path, rank: groups.indexOf(get?.tags?.[0] ?? '') }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ path }) => [path.slice(PREFIX.length), publicUrl + path]);
    return {
      name: siteName,
      version: productVersion,
      documentation: `${publicUrl}/api/docs`,
      schema: `${publicUrl}/api/schema`,
      guides: `${publicUrl}/llms.txt`,
      resources: Object.fromEntries(found) as Record<string, string>,
    };
  }
}
