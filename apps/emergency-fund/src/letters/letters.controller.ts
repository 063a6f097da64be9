import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LettersService } from './letters.service';

class LetterQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang: 'fr' | 'en' = 'fr';
}

@ApiTags('aid')
@Controller('decisions')
export class LettersController {
  constructor(private readonly letters: LettersService) {}

  /** Notification of an award or of a refusal. */
  @Get(':number/letter')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async letter(@Param('number') number: string, @Query() { lang }: LetterQuery): Promise<StreamableFile> {
    const { name, contentType, size, stream } = await this.letters.of(number, lang);
    return new StreamableFile(stream(), {
      type: contentType,
      length: size,
      disposition: `inline; filename="${name}"`,
    });
  }
}
