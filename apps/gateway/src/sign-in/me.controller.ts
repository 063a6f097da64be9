import { type Actor, Allow, CurrentActor, roles, Visitors } from '@abonde/platform';
import { Body, Controller, Get, Inject, Patch, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';
import { languageOf } from '../language';
import { MeDto, PreferencesDto } from './me.dto';

@ApiTags('me')
@ApiBearerAuth()
@Allow(...roles)
@Controller('api/me')
export class MeController {
  constructor(@Inject(GATEWAY) private readonly settings: GatewaySettings) {}

  /** Who is signed in; `null` when nobody is, which is no error. */
  @Get()
  @Visitors()
  @ApiExtraModels(MeDto)
  @ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(MeDto) }, { type: 'null' }] } })
  me(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): MeDto | 'null' {
    if (request.actor) return this.read(request.actor, request);
    // An empty answer would be no JSON.
    void reply.type('application/json; charset=utf-8');
    return 'null';
  }

  @Patch()
  @ApiOkResponse({ type: MeDto })
  prefer(@CurrentActor() actor: Actor, @Body() { lang }: PreferencesDto, @Req() request: FastifyRequest): MeDto {
    request.session.lang = lang;
    return this.read(actor, request);
  }

  private read(actor: Actor, { session, headers }: FastifyRequest): MeDto {
    const lang = languageOf(session.lang, headers['accept-language']);
    return { ...actor, lang, demonstration: this.settings.demonstration };
  }
}
