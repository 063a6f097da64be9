import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  PageQuery,
  readers,
} from '@abonde/platform';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AmendDonorDto, DonorDto, RegisterDonorDto } from './donors.dto';
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
  list(@Query() { limit, cursor }: PageQuery, @CurrentActor() actor: Actor): Promise<Page<DonorDto>> {
    return this.donors.list(actor, limit, cursor);
  }

  @Get(':donor')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: DonorDto })
  get(@Param('donor') donor: string, @CurrentActor() actor: Actor): Promise<DonorDto> {
    return this.donors.get(donor, actor);
  }
}
