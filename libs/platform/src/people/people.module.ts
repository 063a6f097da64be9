import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { PeopleInterceptor } from './people.interceptor';
import { People } from './people.service';

/** Keeps the names of those who act in a service. */
@Module({
  providers: [People, { provide: APP_INTERCEPTOR, useClass: PeopleInterceptor }],
  exports: [People],
})
export class KnownPeopleModule {}
