import { type Actor, Allow, CurrentActor, readers, type Role, roles } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { People } from './people.service';

export class PersonDto {
  @ApiProperty({ description: 'As in `actor`, `approvedBy`, `author`' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: roles, isArray: true })
  roles: Role[];

  @ApiProperty({ type: String, nullable: true, description: 'Code of the city they act for' })
  city: string | null;
}

/** Names of those who did what dossiers, tranches and results say was done. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: People) {}

  @Get()
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: [PersonDto] })
  list(@CurrentActor() actor: Actor): Promise<PersonDto[]> {
    return this.people.list(actor);
  }
}
