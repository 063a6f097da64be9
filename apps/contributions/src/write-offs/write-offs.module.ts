import { Module } from '@nestjs/common';
import { WriteOffsController } from './write-offs.controller';
import { WriteOffs } from './write-offs.service';

@Module({ controllers: [WriteOffsController], providers: [WriteOffs] })
export class WriteOffsModule {}
