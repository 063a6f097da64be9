import type { Language } from '@abonde/money';
import {
  Allow,
  ApiFile,
  ApiPage,
  Cmd,
  type Command,
  fingerprint,
  IfMatch,
  type Page,
  readers,
  receiveFile,
  UnitOfWork,
} from '@abonde/platform';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../rules/origin';
import { MissionPhotos } from './mission-photos.service';
import { missionReport } from './mission-report.pdf';
import { MissionViews } from './mission-views.service';
import { AmendMissionDto, FollowUpDto, MissionsQuery, PlanMissionDto, ReportMissionDto } from './missions.dto';
import { MissionDto, MissionViewDto } from './mission-view.dto';
import { MissionsService } from './missions.service';

const authors = ['project-officer', 'secretariat'] as const;

@ApiTags('missions')
@Controller('missions')
export class MissionsController {
  constructor(
    private readonly missions: MissionsService,
    private readonly photos: MissionPhotos,
    private readonly views: MissionViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers)
  @ApiPage(MissionDto)
  list(@Query() query: MissionsQuery): Promise<Page<MissionDto>> {
    return this.views.list(query);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOkResponse({ type: MissionViewDto })
  get(@Param('id') id: string): Promise<MissionViewDto> {
    return this.views.get(id);
  }

  @Post()
  @Allow(...authors)
  @ApiCreatedResponse({ type: MissionViewDto })
  async plan(@Body() body: PlanMissionDto, @Cmd() command: Command): Promise<MissionViewDto> {
    const { id } = await this.unitOfWork.run(command, (tx) => this.missions.plan(tx, body, authorOf(command)));
    return this.views.get(id);
  }

  @Patch(':id')
  @Allow(...authors)
  @ApiOkResponse({ type: MissionViewDto })
  async amend(
    @Param('id') id: string,
    @Body() body: AmendMissionDto,
    @IfMatch() ifMatch: number | undefined,
    @Cmd() command: Command,
  ): Promise<MissionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.missions.amend(tx, id, body, { ...authorOf(command), ifMatch }));
    return this.views.get(id);
  }

  @Post(':id/report')
  @HttpCode(200)
  @Allow(...authors)
  @ApiOkResponse({ type: MissionViewDto })
  async report(
    @Param('id') id: string,
    @Body() { effectiveDate }: ReportMissionDto,
    @Cmd() command: Command,
  ): Promise<MissionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.missions.report(tx, id, effectiveDate, authorOf(command)));
    return this.views.get(id);
  }

  @Post(':id/recommendations/:number/follow-up')
  @HttpCode(200)
  @Allow(...authors)
  @ApiOkResponse({ type: MissionViewDto })
  async followUp(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: FollowUpDto,
    @Cmd() command: Command,
  ): Promise<MissionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.missions.followUp(tx, id, number, body, authorOf(command)));
    return this.views.get(id);
  }

  /** The fields `caption`, `place`, `takenOn`, `project`, `latitude`, `longitude` come before the file. */
  @Post(':id/photos')
  @Allow(...authors)
  @ApiFile()
  @ApiCreatedResponse({ type: MissionViewDto })
  async photograph(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Cmd() command: Command,
  ): Promise<MissionViewDto> {
    const upload = await receiveFile(request);
    await this.unitOfWork.run({ ...command, bodyHash: fingerprint(upload.bytes) }, (tx) =>
      this.photos.add(tx, id, upload, command.actor),
    );
    return this.views.get(id);
  }

  @Get(':id/photos/:document')
  @Allow(...readers)
  async photo(@Param('id') id: string, @Param('document') document: string): Promise<StreamableFile> {
    const { stream, contentType, size } = await this.photos.content(id, document);
    return new StreamableFile(stream(), { type: contentType, length: size, disposition: 'inline' });
  }

  @Get(':id/report.pdf')
  @Allow(...readers)
  @ApiQuery({ name: 'lang', required: false, enum: ['fr', 'en'] })
  async reportDocument(@Param('id') id: string, @Query('lang') lang?: string): Promise<StreamableFile> {
    const mission = await this.views.get(id);
    const language: Language = lang === 'en' ? 'en' : 'fr';
    return new StreamableFile(await missionReport(mission, language), {
      type: 'application/pdf',
      disposition: `attachment; filename="mission-${mission.code}.pdf"`,
    });
  }
}

function authorOf(command: Command) {
  return { actor: command.actor, origin: originOf(command) };
}
