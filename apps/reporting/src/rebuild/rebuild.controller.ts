import { type Actor, Allow, CurrentActor } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { type Digest, Rebuilds } from './rebuild.service';

export class RebuildDto {
  @ApiPropertyOptional({ example: 'new figure' }) @IsOptional() @IsString() @MaxLength(500) reason?: string;
}
export class EpochDto {
  @ApiProperty() epoch: number;
}

@ApiTags('rebuild')
@Controller()
export class RebuildController {
  constructor(private readonly rebuilds: Rebuilds) {}

  /** Starts a new epoch: read models are emptied and read again from the log. */
  @Post('rebuild')
  @HttpCode(202)
  @Allow('administrator')
  rebuild(@Body() { reason }: RebuildDto, @CurrentActor() actor: Actor): Promise<EpochDto> {
    return this.rebuilds.start(actor.id, reason ?? 'asked');
  }

  /** One digest of all content: equal before and after a rebuild. */
  @Get('digest')
  @Allow('administrator', 'auditor')
  digest(): Promise<Digest> {
    return this.rebuilds.digest();
  }
}
