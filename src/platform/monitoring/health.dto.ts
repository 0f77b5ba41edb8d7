import {
  BooleanField,
  EnumField,
  InstantField,
  IntField,
  NestedField,
  NumberField,
  TextField,
} from '../http/fields/fields.js';

const HEALTH = ['healthy', 'unhealthy'];

export class HealthResponse {
  @EnumField(['healthy'])
  status: string;

  @InstantField()
  timestamp: Date;

  @TextField({ example: '1.0.0' })
  version: string;
}

export class CheckResponse {
  @EnumField([...HEALTH, 'not_configured'])
  status: string;

  @NumberField({ nullable: true, example: 1.2 })
  latency_ms: number | null;
}

export class ChecksResponse {
  @NestedField(() => CheckResponse)
  database: CheckResponse;

  @NestedField(() => CheckResponse)
  redis: CheckResponse;

  @NestedField(() => CheckResponse)
  channels: CheckResponse;
}

export class ReadinessResponse {
  @EnumField(HEALTH)
  status: string;

  @InstantField()
  timestamp: Date;

  @NestedField(() => ChecksResponse)
  checks: ChecksResponse;

  @NumberField({ example: 3.4 })
  total_latency_ms: number;
}

export class LivenessResponse {
  @EnumField(['alive', 'stopping'])
  status: string;

  @InstantField()
  timestamp: Date;

  @BooleanField({ example: true })
  app_ready: boolean;
}

export class SystemResponse {
  @TextField({ optional: true, example: '20.20.2' })
  node_version?: string;

  @TextField({ example: 'linux' })
  platform: string;

  @TextField({ optional: true, example: '12.5.1' })
  framework_version?: string;

  @TextField({ example: 'production' })
  environment: string;
}

export class DatabaseStatusResponse {
  @EnumField(['connected', 'disconnected'])
  status: string;

  @TextField({ optional: true, example: 'PostgreSQL 18.4' })
  version?: string;

  @IntField({ optional: true, example: 42 })
  table_count?: number;
}

export class CacheStatusResponse {
  @EnumField(['working', 'failing'])
  status: string;

  @EnumField(['redis', 'memory'])
  backend: string;
}

export class StatusResponse {
  @EnumField(['ok', 'degraded'])
  status: string;

  @InstantField()
  timestamp: Date;

  @NumberField({ example: 4.1 })
  uptime_check_ms: number;

  @NestedField(() => SystemResponse)
  system: SystemResponse;

  @NestedField(() => DatabaseStatusResponse)
  database: DatabaseStatusResponse;

  @NestedField(() => CacheStatusResponse)
  cache: CacheStatusResponse;

  @BooleanField({ example: false })
  debug_mode: boolean;

  @TextField({ many: true, optional: true, example: ['convoke.example.org'] })
  allowed_hosts?: string[];
}
