import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeclineDto } from '../two-persons.dto';
import { PrepareWriteOffDto, WriteOffDto, WriteOffsQuery } from './write-offs.dto';
import { WriteOffs } from './write-offs.service';

@ApiTags('write-offs')
@Controller('write-offs')
export class WriteOffsController {
  constructor(private readonly writeOffs: WriteOffs) {}

  @Get()
  @ApiPage(WriteOffDto)
  list(@Query() query: WriteOffsQuery): Promise<Page<WriteOffDto>> {
    return this.writeOffs.list(query);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: WriteOffDto })
  prepare(@Body() body: PrepareWriteOffDto, @Cmd() command: Command): Promise<WriteOffDto> {
    return this.writeOffs.prepare(body, command);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: WriteOffDto })
  confirm(@Param('id') id: string, @Cmd() command: Command): Promise<WriteOffDto> {
    return this.writeOffs.confirm(id, command);
  }

  /** Puts aside what was prepared: by a controller, or by whoever prepared it. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: WriteOffDto })
  decline(@Param('id') id: string, @Body() { reason }: DeclineDto, @Cmd() command: Command): Promise<WriteOffDto> {
    return this.writeOffs.decline(id, reason, command);
  }
}
