import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';

type Registered =
  CloudEvent<'abonde.disbursements.city-registered.v1'> | CloudEvent<'abonde.disbursements.city-amended.v1'>;

/** Names of cities, kept from disbursements. */
@Controller()
export class RegistersConsumer {
  @EventPattern('abonde.disbursements.city-registered.v1')
  async onCity(
    @Payload() event: CloudEvent<'abonde.disbursements.city-registered.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.keep(event, tx);
  }

  @EventPattern('abonde.disbursements.city-amended.v1')
  async onCityAmended(
    @Payload() event: CloudEvent<'abonde.disbursements.city-amended.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.keep(event, tx);
  }

  private async keep({ data, sequence }: Registered, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO cities (code, name, country, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO UPDATE SET name = $2, country = $3, sequence = $4 WHERE cities.sequence < $4`,
      [data.city, data.name, data.country, sequence],
    );
  }
}
