import { KnownPeopleModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller';

@Module({ imports: [KnownPeopleModule], controllers: [PeopleController] })
export class PeopleModule {}
