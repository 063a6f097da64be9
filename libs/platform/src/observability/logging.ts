import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestMethod } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import type { Settings } from '../settings';

/**
 * JSON lines with the correlation id. No personal data: neither headers, bodies, addresses nor query strings are logged.
 */
export function logging(service: string, settings: Settings): Params {
  return {
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      level: settings.LOG_LEVEL,
      base: { service },
      customAttributeKeys: { reqId: 'correlationId' },
      quietReqLogger: true,
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      // Asked every few seconds: the answer says it all. Where middleware is mounted, `url` is what is left of the path.
      autoLogging: {
        ignore: ({ originalUrl, url }: IncomingMessage & { originalUrl?: string }) =>
          /^\/(health|metrics)/.test(originalUrl ?? url ?? ''),
      },
      customLogLevel: (_: IncomingMessage, response: ServerResponse, error?: Error) => {
        if (error || response.statusCode >= 500) return 'error';
        return response.statusCode >= 400 ? 'info' : 'debug';
      },
    },
  };
}
