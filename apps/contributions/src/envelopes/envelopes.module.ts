import { Global, Module } from '@nestjs/common';
import { Envelopes } from './envelopes.service';
import { Figures } from './figures.service';

@Global()
@Module({ providers: [Envelopes, Figures], exports: [Envelopes, Figures] })
export class EnvelopesModule {}
