import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery, readers, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { CityDto, RegisterCityDto } from './cities.dto';
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
  list(@Query() query: PageQuery): Promise<Page<CityDto>> {
    return this.cities.list(query);
  }

  @Get(':id')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: CityDto })
  get(@Param('id') id: string): Promise<CityDto> {
    return this.cities.get(id);
  }

  @Post()
  @Allow('secretariat', 'project-officer')
  @ApiCreatedResponse({ type: CityDto })
  register(@Body() body: RegisterCityDto, @Cmd() command: Command): Promise<CityDto> {
    return this.unitOfWork.run(command, (tx) => this.cities.register(tx, body, originOf(command)));
  }
}
