import { Global, Module } from '@nestjs/common';
import { Envelopes } from './envelopes.service';
import { Figures } from './figures.service';
import { UntoldSchedules } from '../instalments/untold-schedules.service';

@Global()
@Module({ providers: [Envelopes, Figures, UntoldSchedules], exports: [Envelopes, Figures] })
export class EnvelopesModule {}
