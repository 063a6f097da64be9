import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  readers,
} from '@abonde/platform';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AgreementReader } from './agreement-reader.service';
import { AgreementDetailDto, AgreementDto, VersionsDto } from './agreement-answers.dto';
import { AgreementsQuery, AmendAgreementDto, RegisterAgreementDto } from './agreements.dto';
import { Agreements } from './agreements.service';
import { Amendments } from './amendments.service';

@ApiTags('agreements')
@Controller('agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: Agreements,
    private readonly amendments: Amendments,
    private readonly reader: AgreementReader,
  ) {}

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: AgreementDetailDto })
  async register(@Body() body: RegisterAgreementDto, @Cmd() command: Command): Promise<AgreementDetailDto> {
    const { id } = await this.agreements.register(body, command);
    return this.reader.get(id, command.actor);
  }

  @Post(':agreement/amendments')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: AgreementDetailDto })
  async amend(
    @Param('agreement') agreement: string,
    @Body() body: AmendAgreementDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AgreementDetailDto> {
    const { id } = await this.amendments.amend(agreement, body, version, command);
    return this.reader.get(id, command.actor);
  }

  @Get()
  @Allow(...readers, 'donor')
  @ApiPage(AgreementDto)
  list(@Query() query: AgreementsQuery, @CurrentActor() actor: Actor): Promise<Page<AgreementDto>> {
    return this.reader.list(query, actor);
  }

  @Get(':agreement/versions')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: VersionsDto })
  async versions(@Param('agreement') agreement: string, @CurrentActor() actor: Actor): Promise<VersionsDto> {
    return { items: await this.reader.versions(agreement, actor) };
  }

  @Get(':agreement')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: AgreementDetailDto })
  get(@Param('agreement') agreement: string, @CurrentActor() actor: Actor): Promise<AgreementDetailDto> {
    return this.reader.get(agreement, actor);
  }
}
