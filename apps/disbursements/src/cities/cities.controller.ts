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
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { AmendCityDto, CityDto, RegisterCityDto } from './cities.dto';
import { CitiesService } from './cities.service';

@ApiTags('cities')
@Controller('cities')
export class CitiesController {
  constructor(
    private readonly cities: CitiesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers, 'city')
  @ApiPage(CityDto)
  list(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<CityDto>> {
    return this.cities.list(query, actor);
  }

  @Get(':id')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: CityDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<CityDto> {
    return this.cities.get(id, actor);
  }

  @Post()
  @Allow('secretariat', 'project-officer')
  @ApiCreatedResponse({ type: CityDto })
  register(@Body() body: RegisterCityDto, @Cmd() command: Command): Promise<CityDto> {
    return this.unitOfWork.run(command, (tx) => this.cities.register(tx, body, originOf(command)));
  }

  @Patch(':id')
  @Allow('secretariat')
  @ApiOkResponse({ type: CityDto })
  amend(
    @Param('id') id: string,
    @Body() body: AmendCityDto,
    @Cmd() command: Command,
    @IfMatch() ifMatch: number | undefined,
  ): Promise<CityDto> {
    return this.unitOfWork.run(command, (tx) =>
      this.cities.amend(tx, id, body, { origin: originOf(command), ifMatch }),
    );
  }
}
