import { Module } from '@nestjs/common';
import { AgreementDocuments } from './agreement-documents.service';
import { AgreementDocumentsController } from './documents.controller';

@Module({
  controllers: [AgreementDocumentsController],
  providers: [AgreementDocuments],
  exports: [AgreementDocuments],
})
export class AgreementDocumentsModule {}
