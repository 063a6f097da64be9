import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { PersonDto, RegisterPersonDto } from './people.dto';
import { PeopleService, personView } from './people.service';

@ApiTags('people')
@Allow('administrator')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PeopleService,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ type: [PersonDto] })
  async list(): Promise<PersonDto[]> {
    return (await this.people.all(this.dataSource.manager)).map(personView);
  }

  @Put(':id')
  @ApiOkResponse({ type: PersonDto })
  register(@Param('id') id: string, @Body() body: RegisterPersonDto, @Cmd() command: Command): Promise<PersonDto> {
    return this.work.run(command, async (tx) => personView(await this.people.register(tx, id, body, command.actor)));
  }
}
