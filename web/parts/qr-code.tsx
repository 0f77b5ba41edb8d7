interface QrCodeProps {
  src: string;
  /** What it is for, to who cannot see it. */
  alt: string;
  size?: number;
}

/** Black on white in every theme, so that cameras read it. */
export function QrCode({ src, alt, size = 200 }: QrCodeProps) {
  return <img class="qr" src={src} width={size} height={size} alt={alt} />;
}
