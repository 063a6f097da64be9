import { TypeOrmModule } from '@nestjs/typeorm';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { PeopleController } from './people.controller';
import { PeopleInterceptor } from './people.interceptor';
import { Person } from './person.entity';
import { People } from './people.service';

@Module({
  imports: [TypeOrmModule.forFeature([Person])],
  controllers: [PeopleController],
  providers: [People, { provide: APP_INTERCEPTOR, useClass: PeopleInterceptor }],
})
export class PeopleModule {}
