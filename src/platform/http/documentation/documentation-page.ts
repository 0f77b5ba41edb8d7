import { ICON } from '../../../../web/pages/frame/document.js';
import type { BuiltAssets } from '../assets/built-assets.js';

/** A token that a browser keeps outlives who forgot to sign out: only who tries the product wants that. */
export const documentationPage = (assets: BuiltAssets, isProduction: boolean) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Convoke API</title>
<link rel="icon" href="${ICON}">
<link rel="preload" href="/api/docs/assets/document.json" as="fetch" crossorigin="anonymous">
<link rel="stylesheet" href="${assets.addressOf('documentation.css')}">
<script defer src="${assets.addressOf('swagger-ui-bundle.js')}"></script>
${assets
  .scriptsOf('documentation')
  .map((address) => `<script type="module" src="${address}"></script>`)
  .join('\n')}
</head>
<body>
<div id="swagger-ui"${isProduction ? '' : ' data-keeps-token'}></div>
</body>
</html>
`;
