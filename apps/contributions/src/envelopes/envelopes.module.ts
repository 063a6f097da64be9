import { Global, Module } from '@nestjs/common';
import { Envelopes } from './envelopes.service';

@Global()
@Module({ providers: [Envelopes], exports: [Envelopes] })
export class EnvelopesModule {}
