import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Config } from '#server/files/s3-files.ts';

/** A real S3-compatible server on a free port, its bucket in the folder. */
export async function testS3(folder: string): Promise<{ config: S3Config; close: () => Promise<void> }> {
  const bucket = 'zhengju';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      prefix: 'evidence/',
    },
    close: () => server.close(),
  };
}
