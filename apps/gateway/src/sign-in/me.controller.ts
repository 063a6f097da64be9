import { type Actor, Allow, CurrentActor, roles } from '@abonde/platform';
import { Body, Controller, Get, Inject, Patch, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';
import { languageOf } from '../language';
import { MeDto, PreferencesDto } from './me.dto';

@ApiTags('me')
@ApiBearerAuth()
@Allow(...roles)
@Controller('api/me')
export class MeController {
  constructor(@Inject(GATEWAY) private readonly settings: GatewaySettings) {}

  @Get()
  @ApiOkResponse({ type: MeDto })
  me(@CurrentActor() actor: Actor, @Req() { session, headers }: FastifyRequest): MeDto {
    const lang = languageOf(session.lang, headers['accept-language']);
    return { ...actor, lang, demonstration: this.settings.demonstration };
  }

  @Patch()
  @ApiOkResponse({ type: MeDto })
  prefer(@CurrentActor() actor: Actor, @Body() { lang }: PreferencesDto, @Req() request: FastifyRequest): MeDto {
    request.session.lang = lang;
    return this.me(actor, request);
  }
}
