import { Public } from '@abonde/platform';
import { Controller, Get, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';
import { languageOf } from '../language';
import { RelyingParty } from './relying-party.service';
import { returnPath, withPending } from './session';
import { cookieName } from './session.plugin';

@ApiExcludeController()
@Public()
@Controller('auth')
export class SignInController {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly relyingParty: RelyingParty,
    @Inject(GATEWAY) private readonly settings: GatewaySettings,
  ) {}

  /** `acr=decide` asks the person already signed in to confirm who they are. */
  @Get('login')
  async login(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('returnTo') returnTo?: string,
    @Query('acr') acr?: string,
  ): Promise<void> {
    const canonical = new URL(this.settings.publicUrl);
    // The cookie set here must be seen by the callback, which lives at the public address.
    if (request.headers.host !== canonical.host) return redirect(reply, `${canonical.origin}${request.url}`);
    const { session } = request;
    const lang = languageOf(session.lang, request.headers['accept-language']);
    const stepUp = acr === 'decide';
    const hint = stepUp && session.tokens ? decodeJwt(session.tokens.accessToken).sub : undefined;
    const { url, pending } = await this.relyingParty.begin({
      returnTo: returnPath(returnTo),
      lang,
      stepUp,
      ...(hint && { hint }),
    });
    session.pending = withPending(session.pending, pending);
    await session.save();
    redirect(reply, url);
  }

  @Get('callback')
  async callback(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('state') state?: string,
  ): Promise<void> {
    const { session } = request;
    const pending = session.pending?.find((begun) => begun.state === state);
    if (!pending) return redirect(reply, '/?signIn=expired');
    try {
      const tokens = await this.relyingParty.finish(request.url.slice(request.url.indexOf('?')), pending);
      const { lang } = session;
      // A new id: one planted before the sign-in is worth nothing.
      await session.regenerate();
      request.session.tokens = tokens;
      if (lang) request.session.lang = lang;
      await request.session.save();
      redirect(reply, pending.returnTo);
    } catch (error) {
      this.logger.warn({ err: error }, 'A sign-in failed');
      redirect(reply, '/?signIn=failed');
    }
  }

  @Get('logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.headers['sec-fetch-site'] === 'cross-site') return redirect(reply, '/');
    redirect(reply, (await this.end(request, reply)) ?? '/');
  }

  @Post('logout')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.headers['sec-fetch-site'] === 'cross-site') return redirect(reply, '/');
    redirect(reply, (await this.end(request, reply)) ?? '/', 303);
  }

  private async end(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { tokens } = request.session;
    await request.session.destroy();
    void reply.clearCookie(cookieName, { path: '/' });
    return this.relyingParty.signOutUrl(tokens);
  }
}

function redirect(reply: FastifyReply, url: string, status = 302): void {
  void reply.header('cache-control', 'no-store').redirect(url, status);
}
