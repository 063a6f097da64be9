import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Recoveries } from './recoveries.service';

@Controller()
export class RecoveriesConsumer {
  constructor(private readonly recoveries: Recoveries) {}

  @EventPattern('abonde.treasury.recovery-received.v1')
  async onReceived(
    @Payload() event: CloudEvent<'abonde.treasury.recovery-received.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.recoveries.receive(context.tx, event);
    context.arrived(`transfer:${event.transfer}`);
  }
}
