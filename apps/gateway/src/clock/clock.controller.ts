import { Allow, Cmd, type Command, roles } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AdvanceDto, ClockDto } from './clock.dto';
import { DemonstrationClock } from './clock.service';

@ApiTags('clock')
@ApiBearerAuth()
@Controller('api/clock')
export class ClockController {
  constructor(private readonly clock: DemonstrationClock) {}

  @Get()
  @Allow(...roles)
  @ApiOkResponse({ type: ClockDto })
  read(): Promise<ClockDto> {
    return this.clock.read();
  }

  @Post()
  @HttpCode(200)
  @Allow('administrator')
  @ApiOkResponse({ type: ClockDto })
  advance(@Body() { advance }: AdvanceDto, @Cmd() command: Command): Promise<ClockDto> {
    return this.clock.advance(command, advance);
  }
}
