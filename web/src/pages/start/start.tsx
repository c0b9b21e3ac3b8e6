export function StartPage() {
  return <h1>Normtrack</h1>;
}
