import { ApiProperty } from '@nestjs/swagger';

export class ServiceStatusDto {
  @ApiProperty({ enum: ['ok', 'error', 'down'] })
  status: 'ok' | 'error' | 'down';

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'database, eventLog, messaging and their lags',
  })
  checks: Record<string, unknown>;
}

export class StatusDto {
  @ApiProperty({ enum: ['ok', 'degraded'] })
  status: 'ok' | 'degraded';

  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/ServiceStatusDto' } })
  services: Record<string, ServiceStatusDto>;

  @ApiProperty({ type: 'object', properties: { status: { type: 'string', enum: ['ok', 'unreachable'] } } })
  eventLog: { status: 'ok' | 'unreachable' };

  @ApiProperty({
    type: 'object',
    properties: {
      outbox: { type: 'integer', description: 'Events not yet in the log' },
      consumers: { type: 'integer', description: 'Messages not yet handled' },
      waiting: { type: 'integer', description: 'Keys waiting for a prerequisite' },
      deadLetters: { type: 'integer' },
    },
  })
  lags: Lags;
}

/** Sums over all services. */
export interface Lags {
  outbox: number;
  consumers: number;
  waiting: number;
  deadLetters: number;
}
