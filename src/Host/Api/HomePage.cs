using LienThong.Host.Auth;

namespace LienThong.Host.Api;

/// <summary>What somebody sees who opens the address in a browser while there is no web client yet.</summary>
internal static class HomePage
{
    private const string Page = """
        <!doctype html>
        <html lang="vi">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Liên Thông</title>
        <style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}</style>
        <h1>Liên Thông</h1>
        <p>Máy chủ đang chạy. Giao diện web chưa có ở phiên bản này; mọi chức năng dùng được qua API.</p>
        <ul>
          <li><a href="/openapi/v1.json">Mô tả API (OpenAPI)</a></li>
          <li><a href="/health/ready">Tình trạng máy chủ</a></li>
        </ul>
        </html>
        """;

    public static void MapHomePage(this WebApplication app) =>
        app.MapGet("/", () => TypedResults.Content(Page, "text/html; charset=utf-8")).AllowAnyone().ExcludeFromDescription();
}
