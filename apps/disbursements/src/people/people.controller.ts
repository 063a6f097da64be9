import { type Actor, Allow, CurrentActor, People, PersonDto, readers } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { actsForCity } from '../projects/own-city';

/** Names of those who did what dossiers, tranches and results say was done. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: People) {}

  /** A city knows its own people and those of the association. */
  @Get()
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: [PersonDto] })
  list(@CurrentActor() actor: Actor): Promise<PersonDto[]> {
    return this.people.list(actsForCity(actor) ? (actor.city ?? '') : undefined);
  }
}
