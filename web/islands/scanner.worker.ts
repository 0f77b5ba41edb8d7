interface Picture {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

interface Detector {
  detect(picture: ImageData): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const QR = 'qr_code';

type Reader = (picture: Picture) => Promise<string>;

/** The browser's own, or one that is loaded at once: there may be no connection later. */
let reader: Promise<Reader> = builtIn()
  .catch(() => null)
  .then((own) => own ?? loaded());

async function builtIn(): Promise<Reader | null> {
  const { BarcodeDetector } = self as unknown as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector || !(await BarcodeDetector.getSupportedFormats()).includes(QR)) return null;
  const detector = new BarcodeDetector({ formats: [QR] });
  return async ({ data, width, height }) =>
    (await detector.detect(new ImageData(data, width, height)).catch(replaced))[0]?.rawValue ?? '';
}

async function loaded(): Promise<Reader> {
  const { decodeQR } = await import('qr/decode.js');
  return async (picture) => decodeQR(picture);
}

/** Some devices promise a reader that fails. */
function replaced(): never[] {
  reader = loaded();
  return [];
}

/** From now on it needs no connection. */
void reader.then(() => self.postMessage(null)).catch(() => undefined);

/** A picture without a code is the rule, and no fault. */
self.onmessage = ({ data }: MessageEvent<Picture>) => {
  void reader
    .catch(() => (reader = loaded()))
    .then((read) => read(data))
    .catch(() => '')
    .then((text) => self.postMessage(text));
};
