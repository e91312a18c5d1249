using LienThong.Host.Auth;
using LienThong.Host.Errors;

namespace LienThong.Host.ElsaApi.Live;

/// <summary>How Studio is told live what happens to an instance.</summary>
internal static class InstanceHubs
{
    // Nobody sends more than the name of a method and the id of an instance.
    private const int MaxMessage = 4 * 1024;

    public const string TooMany = "Đồng chí đang mở quá nhiều trang cùng lúc nên trang này cập nhật chậm hơn. Đóng bớt trang rồi tải lại.";

    public static void AddInstanceHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(signals => signals.MaximumReceiveMessageSize = MaxMessage)
            .AddJsonProtocol(json => json.PayloadSerializerOptions = ElsaJson.Options);
        builder.Services.AddSingleton<WatchedInstances>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WatchedInstances>());
    }

    public static void MapInstanceHubs(this WebApplication app)
    {
        // A browser lets any page open a web socket here, and sends our cookie along where it does not mind the site.
        app.UseWhen(http => http.Request.Path.StartsWithSegments(WorkflowInstanceHub.Path, StringComparison.OrdinalIgnoreCase), hub => hub.Use(async (http, next) =>
        {
            if (!IsOurs(http.Request))
                await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "origin", "Chỉ trang của hệ thống này được nối vào đây.");
            // Where it finds no hub, and nowhere else, Studio goes on by asking.
            else if (IsFirstStep(http.Request) && CurrentUser.Of(http) is { } user && !http.RequestServices.GetRequiredService<WatchedInstances>().HasRoomFor(user.PersonId))
                await Problem.WriteAsync(http, StatusCodes.Status404NotFound, "live.too-many", TooMany);
            else
                await next(http);
        }));
        app.MapHub<WorkflowInstanceHub>(WorkflowInstanceHub.Path, connections =>
        {
            connections.ApplicationMaxBufferSize = MaxMessage;
            connections.CloseOnAuthenticationExpiration = true;
        }).NeedsAdministrator();
    }

    private static bool IsFirstStep(HttpRequest request) => request.Path.Value?.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase) == true;

    // Programs that are no browsers name no origin, and have no cookies of somebody else.
    private static bool IsOurs(HttpRequest request) =>
        request.Headers.Origin is not [{ Length: > 0 } origin] || Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
