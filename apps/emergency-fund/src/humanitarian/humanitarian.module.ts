import { Module } from '@nestjs/common';
import { HumanitarianController } from './humanitarian.controller';
import { HumanitarianExport } from './humanitarian.service';

@Module({ controllers: [HumanitarianController], providers: [HumanitarianExport] })
export class HumanitarianModule {}
