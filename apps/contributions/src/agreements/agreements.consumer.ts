import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';

/** What others said of an agreement before it was registered can be handled as soon as it is. */
@Controller()
export class AgreementsConsumer {
  @EventPattern('abonde.contributions.agreement-signed.v1')
  signed(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-signed.v1'>,
    @Ctx() context: MessageContext,
  ): void {
    context.arrived(`agreement:${event.data.agreement}`);
  }
}
