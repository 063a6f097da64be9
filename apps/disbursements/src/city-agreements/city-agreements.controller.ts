import { type Actor, Allow, Cmd, type Command, CurrentActor, readers, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { originOf } from '../rules/origin';
import { AgreementAmendments } from './agreement-amendments.service';
import { CityAgreementDto, PrepareAgreementAmendmentDto, PutInForceDto, SignDto } from './city-agreements.dto';
import { CityAgreements } from './city-agreements.service';

@ApiTags('agreements with cities')
@Controller('projects/:id')
export class CityAgreementsController {
  constructor(
    private readonly agreements: CityAgreements,
    private readonly amendments: AgreementAmendments,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('agreement')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: CityAgreementDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<CityAgreementDto> {
    return this.agreements.get(id, actor);
  }

  @Get('agreement.pdf')
  @Allow(...readers, 'city')
  async read(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    return printed(await this.agreements.document(id, actor));
  }

  @Get('agreement/amendments/:number/document')
  @Allow(...readers, 'city')
  async readAmendment(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    return printed(await this.agreements.amendmentDocument(id, number, actor));
  }

  @Post('agreement/signatures')
  @Allow('secretariat', 'city')
  @ApiCreatedResponse({ type: CityAgreementDto })
  sign(@Param('id') id: string, @Body() body: SignDto, @Cmd() command: Command): Promise<CityAgreementDto> {
    return this.run(id, command, (tx, by) => this.amendments.sign(tx, id, body, by));
  }

  @Post('agreement/amendments')
  @Allow('project-officer', 'secretariat')
  @ApiCreatedResponse({ type: CityAgreementDto })
  prepare(
    @Param('id') id: string,
    @Body() body: PrepareAgreementAmendmentDto,
    @Cmd() command: Command,
  ): Promise<CityAgreementDto> {
    return this.run(id, command, (tx, { origin }) => this.amendments.prepare(tx, id, body, origin));
  }

  @Post('agreement/amendments/:number/put-in-force')
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: CityAgreementDto })
  putInForce(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: PutInForceDto,
    @Cmd() command: Command,
  ): Promise<CityAgreementDto> {
    return this.run(id, command, (tx, by) => this.amendments.putInForce(tx, id, number, body, by));
  }

  @Post('agreement/amendments/:number/withdraw')
  @HttpCode(200)
  @Allow('project-officer', 'secretariat')
  @ApiOkResponse({ type: CityAgreementDto })
  withdraw(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Cmd() command: Command,
  ): Promise<CityAgreementDto> {
    return this.run(id, command, (tx) => this.amendments.withdraw(tx, id, number));
  }

  private async run(
    id: string,
    command: Command,
    work: (tx: EntityManager, by: { actor: Actor; origin: ReturnType<typeof originOf> }) => Promise<void>,
  ): Promise<CityAgreementDto> {
    const by = { actor: command.actor, origin: originOf(command) };
    await this.unitOfWork.run(command, (tx) => work(tx, by));
    return this.agreements.get(id, command.actor);
  }
}

function printed({ name, content }: { name: string; content: Buffer }): StreamableFile {
  return new StreamableFile(content, { type: 'application/pdf', disposition: `attachment; filename="${name}"` });
}
