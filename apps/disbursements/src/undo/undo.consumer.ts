import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { UndoService } from './undo.service';

@Controller()
export class UndoConsumer {
  constructor(private readonly undo: UndoService) {}

  @EventPattern('abonde.treasury.match-undo-requested.v1')
  onRequested(
    @Payload() event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.requested(tx, event);
  }

  @EventPattern('abonde.contributions.release-handed-back.v1')
  onHandedBack(
    @Payload() event: CloudEvent<'abonde.contributions.release-handed-back.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.handedBack(tx, event);
  }

  @EventPattern('abonde.contributions.release-recall-refused.v1')
  onRecallRefused(
    @Payload() event: CloudEvent<'abonde.contributions.release-recall-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.recallRefused(tx, event);
  }
}
