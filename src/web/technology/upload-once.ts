import { uploadFile } from '#web/evidence/upload-file.ts';

/** Sends one file to a consortium; answers the id of its upload. */
export function uploadOnce(consortiumId: string, file: File): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  uploadFile(`/api/consortia/${consortiumId}/uploads`, file, {
    onProgress: () => undefined,
    onSent: resolve,
    onFailed: reject,
  }).start();
  return promise;
}
