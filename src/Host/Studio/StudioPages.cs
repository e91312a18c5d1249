using LienThong.Activities.Procedures;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.Studio;

/// <summary>The pages at the addresses to which Elsa Studio itself goes, and its files.</summary>
internal static class StudioPages
{
    private const string Definitions = StudioFiles.Root + "/workflows/definitions";
    private const string Instances = StudioFiles.Root + "/workflows/instances";

    public static void AddStudio(this WebApplicationBuilder builder) => builder.Services.AddSingleton(_ => StudioFiles.Beside(AppContext.BaseDirectory));

    /// <remarks>Stands before the sign-in check: everybody may have the files, and reading the session for each of them would cost a query.</remarks>
    public static void UseStudio(this WebApplication app) => app.Use(async (http, next) =>
    {
        // Where workflows are asked for at another address, nothing else stands at this one.
        if (http.GetEndpoint() is null && MeantBy(http.Request) is { } page)
            http.Response.Redirect(page);
        else if (!IsRead(http.Request) || !http.Request.Path.StartsWithSegments(StudioFiles.Root, StringComparison.Ordinal, out var address))
            await next(http);
        else if (http.RequestServices.GetRequiredService<StudioFiles>().Find(address.Value!) is { } file)
            await file(http);
        // A name with a dot is a file that is not there; no page has one but for the ids in it.
        else if (Path.GetFileName(address.Value!).Contains('.', StringComparison.Ordinal))
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await next(http);
    });

    public static void MapStudio(this WebApplication app)
    {
        // Whoever may not is sent to sign in, or reads why: an answer for programs would help nobody here.
        var studio = app.MapGroup(StudioFiles.Root).AllowAnyone().ExcludeFromDescription().AddEndpointFilter(MayOpenAsync);
        studio.MapGet("/", () => TypedResults.Redirect(Definitions));
        studio.MapGet("/workflows/definitions", () => new StudioPage("Quy trình", "/quy-trinh") { Tab = "definitions", Element = ("elsa-workflow-definition-list", null, null) });
        studio.MapGet("/workflows/definitions/{id}/edit", EditAsync);
        var instances = studio.MapGroup("/workflows/instances").AddEndpointFilter((invocation, next) =>
            CurrentUser.Of(invocation.HttpContext) is { IsAdministrator: true } ? next(invocation) : ValueTask.FromResult<object?>(OnlyAdministrators));
        instances.MapGet("/", () => new StudioPage("Lượt chạy", "/quy-trinh/luot-chay") { Tab = "instances", Element = ("elsa-workflow-instance-list", null, null) });
        instances.MapGet("/{id}/view", ViewAsync);
        studio.MapGet("/{**path}", () => NotThere("Không có trang này", "Địa chỉ không đúng hoặc trang đã được dời đi. Hãy chọn «Quy trình» ở trên để xem danh sách.", "/quy-trinh"));
    }

    /// <summary>The page that a link of Studio means: some are written from the root of the host, as if Studio had it for itself. Null for another address.</summary>
    public static string? MeantBy(HttpRequest request) =>
        IsRead(request) && request.Path.Value?.Split('/') is ["", "workflows", "definitions", { Length: > 0 }, "edit"] or ["", "workflows", "instances", { Length: > 0 }, "view"]
            && request.HttpContext.RequestServices.GetRequiredService<StudioFiles>().IsThere
            ? StudioFiles.Root + request.Path.ToUriComponent()
            : null;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static StudioPage OnlyAdministrators { get; } = new("Đồng chí không có quyền xem trang này", "/")
    {
        Message = "Trang «Lượt chạy» chỉ dành cho quản trị viên. Nếu công việc cần đến, đề nghị quản trị viên của cơ quan cấp quyền.",
        Status = StatusCodes.Status403Forbidden,
    };

    private static StudioPage NotThere(string title, string message, string back) => new(title, back) { Message = message, Status = StatusCodes.Status404NotFound };

    private static ValueTask<object?> MayOpenAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var (request, services) = (invocation.HttpContext.Request, invocation.HttpContext.RequestServices);
        if (CurrentUser.Of(invocation.HttpContext) is not { MustChangePassword: false })
            return ValueTask.FromResult<object?>(TypedResults.Redirect($"/dang-nhap?tiep={Uri.EscapeDataString(request.Path.ToUriComponent() + request.QueryString.ToUriComponent())}"));
        return services.GetRequiredService<StudioFiles>().IsThere
            ? next(invocation)
            : ValueTask.FromResult<object?>(NotThere("Không có Elsa Studio", "Bản cài đặt này không kèm Elsa Studio. Quy trình vẫn xem và ban hành được ở các trang của Liên Thông.", "/quy-trinh"));
    }

    // Studio itself shows nothing but an error bar for what is not there.
    private static async Task<StudioPage> EditAsync(string id, Database database, CancellationToken cancellationToken)
    {
        var definition = await database.ReadAsync((context, ct) => DefinitionQuery.FindAsync(context, id, ct), cancellationToken);
        return definition is null
            ? NotThere("Không có quy trình này", $"Không có quy trình «{id}», hoặc quy trình đã bị xoá. Hãy chọn quy trình khác trong danh sách.", "/quy-trinh")
            : new StudioPage(definition.Name ?? id, $"/quy-trinh/dinh-nghia/{Uri.EscapeDataString(id)}/{definition.Versions[0].Version}")
            {
                Tab = "definitions",
                Element = ("elsa-workflow-definition-editor", "definition-id", id),
            };
    }

    private static async Task<StudioPage> ViewAsync(string id, Database database, CancellationToken cancellationToken) =>
        await database.ReadAsync((context, ct) => InstanceQuery.ExistsAsync(context, id, ct), cancellationToken)
            ? new StudioPage("Lượt chạy", $"/quy-trinh/luot-chay/{Uri.EscapeDataString(id)}") { Tab = "instances", Element = ("elsa-workflow-instance-viewer", "instance-id", id) }
            : NotThere("Không có lượt chạy này", $"Không có lượt chạy «{id}», hoặc lượt chạy đã bị xoá. Hãy chọn lượt chạy khác trong danh sách.", "/quy-trinh/luot-chay");
}
