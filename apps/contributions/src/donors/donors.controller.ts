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
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AmendDonorDto, DonorDto, DonorsQuery, DonorVersionsDto, RegisterDonorDto } from './donors.dto';
import { Donors } from './donors.service';

@ApiTags('donors')
@Controller('donors')
export class DonorsController {
  constructor(private readonly donors: Donors) {}

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: DonorDto })
  register(@Body() body: RegisterDonorDto, @Cmd() command: Command): Promise<DonorDto> {
    return this.donors.register(body, command);
  }

  @Patch(':donor')
  @Allow('finance-officer')
  @ApiOkResponse({ type: DonorDto })
  amend(
    @Param('donor') donor: string,
    @Body() body: AmendDonorDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<DonorDto> {
    return this.donors.amend(donor, body, version, command);
  }

  @Get()
  @Allow(...readers, 'donor')
  @ApiPage(DonorDto)
  list(@Query() query: DonorsQuery, @CurrentActor() actor: Actor): Promise<Page<DonorDto>> {
    return this.donors.list(query, actor);
  }

  @Get(':donor/versions')
  @ApiOkResponse({ type: DonorVersionsDto })
  async versions(@Param('donor') donor: string): Promise<DonorVersionsDto> {
    return { items: await this.donors.versions(donor) };
  }

  @Get(':donor')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: DonorDto })
  get(@Param('donor') donor: string, @CurrentActor() actor: Actor): Promise<DonorDto> {
    return this.donors.get(donor, actor);
  }
}
