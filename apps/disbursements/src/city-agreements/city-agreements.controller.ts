import { type Actor, Allow, CurrentActor, readers } from '@abonde/platform';
import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CityAgreements } from './city-agreements.service';

@ApiTags('projects')
@Controller('projects/:id/agreement.pdf')
export class CityAgreementsController {
  constructor(private readonly agreements: CityAgreements) {}

  @Get()
  @Allow(...readers, 'city')
  async read(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    const { name, content } = await this.agreements.document(id, actor);
    return new StreamableFile(content, { type: 'application/pdf', disposition: `attachment; filename="${name}"` });
  }
}
