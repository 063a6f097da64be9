import { Allow, Cmd, type Command, IfMatch } from '@abonde/platform';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CsvMappingDto, SavedCsvMappingDto } from './csv-mappings.dto';
import { CsvMappings } from './csv-mappings.service';

@ApiTags('statements')
@Controller('accounts/:id/csv-mapping')
export class CsvMappingsController {
  constructor(private readonly mappings: CsvMappings) {}

  @Get()
  @Allow('finance-officer', 'finance-controller', 'auditor', 'integration')
  @ApiOkResponse({ type: SavedCsvMappingDto })
  get(@Param('id') id: string): Promise<SavedCsvMappingDto> {
    return this.mappings.get(id);
  }

  @Put()
  @Allow('finance-officer')
  @ApiOkResponse({ type: SavedCsvMappingDto })
  save(
    @Cmd() command: Command,
    @Param('id') id: string,
    @IfMatch() version: number | undefined,
    @Body() mapping: CsvMappingDto,
  ): Promise<SavedCsvMappingDto> {
    return this.mappings.save(command, id, mapping, version);
  }
}
