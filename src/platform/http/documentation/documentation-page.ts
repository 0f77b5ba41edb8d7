export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Convoke API</title>
<link rel="icon" href="/api/docs/assets/favicon-32x32.png">
<link rel="preload" href="/api/docs/assets/document.json" as="fetch" crossorigin="anonymous">
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/assets/start.js"></script>
</body>
</html>
`;

/** A token that a browser keeps outlives who forgot to sign out: only who tries the product wants that. */
const settingsOf = (isProduction: boolean) => ({
  url: '/api/docs/assets/document.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  persistAuthorization: !isProduction,
});

export const startOf = (
  isProduction: boolean,
  firstGroup?: string,
) => `const settings = ${JSON.stringify(settingsOf(isProduction))};
const is = (each, mark) => Boolean(each.getIn(['operation', mark]));
const rank = (each) => is(each, 'deprecated') - is(each, 'x-usual');
settings.operationsSorter = (a, b) => rank(a) - rank(b);
const showFirst = () => page.layoutActions.show(${JSON.stringify(['operations-tag', firstGroup])}, true);
settings.onComplete = () => location.hash || showFirst();
const page = SwaggerUIBundle(settings);
`;
