import type { CloudEvent } from '@abonde/contracts';
import { answerUndo, tryUndo } from '@abonde/match-undo';
import { type MessageContext, Outbox } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AidUndoings } from './aid-undoings.service';

/** A person undoes the match of a bank entry: what it had made of aids is taken back, or the answer says why not. */
@Controller()
export class UndoConsumer {
  constructor(
    private readonly undoings: AidUndoings,
    private readonly outbox: Outbox,
  ) {}

  @EventPattern('abonde.treasury.match-undo-requested.v1')
  async onRequested(
    @Payload() event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { match, parts = [] } = event.data;
    const [first] = parts;
    if (!first || !(await this.undoings.knows(tx, first))) return;
    const refused = await tryUndo(tx, async (inner) => {
      for (const part of parts) await this.undoings.takeBack(inner, part, event);
    });
    await answerUndo(tx, this.outbox, 'emergency-fund', { match, cause: event }, refused);
  }
}
