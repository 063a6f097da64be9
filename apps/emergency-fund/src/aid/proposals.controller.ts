import { Acr, type Actor, Allow, Cmd, type Command, CurrentActor, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { AidPayments } from './aid-payments.service';
import { DecideDto, PayAgainDto, ReasonDto, SignDto } from './aid.dto';
import { ProposalSheetDto } from './case-answers.dto';
import { CaseSheets } from './case-sheet.service';
import { DecisionsService } from './decisions.service';
import type { Proposal } from './proposal.entity';
import { ProposalsService } from './proposals.service';

@ApiTags('aid')
@Controller('proposals')
export class ProposalsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly proposals: ProposalsService,
    private readonly decisions: DecisionsService,
    private readonly payments: AidPayments,
    private readonly sheets: CaseSheets,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':id')
  @ApiOkResponse({ type: ProposalSheetDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProposalSheetDto> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) =>
      this.sheets.proposal(tx, await this.proposals.find(tx, id), actor),
    );
  }

  /** Open to those who may stand in: whether they do is checked by the use case. */
  @Post(':id/signatures')
  @Allow('committee-presidency', 'secretariat', 'presidency', 'bureau-secretary')
  @ApiCreatedResponse({ type: ProposalSheetDto })
  sign(@Param('id') id: string, @Body() body: SignDto, @Cmd() command: Command): Promise<ProposalSheetDto> {
    return this.answer(command, (tx) => this.proposals.sign(tx, id, body, command.actor));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('presidency', 'committee-presidency')
  @Acr('decide')
  @ApiOkResponse({ type: ProposalSheetDto })
  decide(@Param('id') id: string, @Body() body: DecideDto, @Cmd() command: Command): Promise<ProposalSheetDto> {
    return this.answer(command, (tx) => this.decisions.decide(tx, id, body, command.actor));
  }

  @Post(':id/pay-again')
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: ProposalSheetDto })
  payAgain(@Param('id') id: string, @Body() body: PayAgainDto, @Cmd() command: Command): Promise<ProposalSheetDto> {
    return this.answer(command, (tx) => this.payments.payAgain(tx, id, body, command.actor));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('presidency')
  @Acr('decide')
  @ApiOkResponse({ type: ProposalSheetDto })
  cancel(@Param('id') id: string, @Body() body: ReasonDto, @Cmd() command: Command): Promise<ProposalSheetDto> {
    return this.answer(command, (tx) => this.payments.cancel(tx, id, body, command.actor));
  }

  private answer(command: Command, act: (tx: EntityManager) => Promise<Proposal>): Promise<ProposalSheetDto> {
    return this.work.run(command, async (tx) => this.sheets.proposal(tx, await act(tx), command.actor));
  }
}
