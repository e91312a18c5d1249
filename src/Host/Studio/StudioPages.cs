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
        else if (!IsRead(http.Request) || !await http.RequestServices.GetRequiredService<StudioFiles>().TrySendAsync(http))
            await next(http);
    });

    public static void MapStudio(this WebApplication app)
    {
        // Whoever may not is sent to sign in, or reads why: an answer for programs would help nobody here.
        var studio = app.MapGroup(StudioFiles.Root).AllowAnyone().ExcludeFromDescription();
        studio.MapGet("/", () => TypedResults.Redirect(Definitions));
        studio.MapGet("/workflows/definitions", (HttpContext http) => SendAsync(http, _ => Task.FromResult(new StudioPage("Quy trình", "/quy-trinh")
        {
            Tab = "definitions",
            Element = ("elsa-workflow-definition-list", null, null),
        })));
        studio.MapGet("/workflows/definitions/{id}/edit", (string id, HttpContext http) => SendAsync(http, _ => DefinitionAsync(id, http)));
        studio.MapGet("/workflows/instances", (HttpContext http) => SendAsync(http, user => Task.FromResult(user.IsAdministrator
            ? new StudioPage("Lượt chạy", "/quy-trinh/luot-chay") { Tab = "instances", Element = ("elsa-workflow-instance-list", null, null) }
            : OnlyAdministrators)));
        studio.MapGet("/workflows/instances/{id}/view", (string id, HttpContext http) => SendAsync(http, async user => user.IsAdministrator ? await InstanceAsync(id, http) : OnlyAdministrators));
        studio.MapGet("/{**path}", (HttpContext http) => SendAsync(http, _ => Task.FromResult(NotThere("Không có trang này", "Địa chỉ không đúng hoặc trang đã được dời đi. Hãy chọn «Quy trình» ở trên để xem danh sách.", "/quy-trinh"))));
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

    private static async Task SendAsync(HttpContext http, Func<CurrentUser, Task<StudioPage>> pageFor)
    {
        if (CurrentUser.Of(http) is not { MustChangePassword: false } user)
        {
            http.Response.Redirect($"/dang-nhap?tiep={Uri.EscapeDataString(http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent())}");
            return;
        }

        var page = http.RequestServices.GetRequiredService<StudioFiles>().IsThere
            ? await pageFor(user)
            : NotThere("Không có Elsa Studio", "Bản cài đặt này không kèm Elsa Studio. Quy trình vẫn xem và ban hành được ở các trang của Liên Thông.", "/quy-trinh");
        await page.SendAsync(http, user);
    }

    // Studio itself shows nothing but an error bar for what is not there.
    private static async Task<StudioPage> DefinitionAsync(string id, HttpContext http)
    {
        var definition = await http.RequestServices.GetRequiredService<Database>()
            .ReadAsync((context, ct) => DefinitionQuery.FindAsync(context, id, ct), http.RequestAborted);
        return definition is null
            ? NotThere("Không có quy trình này", $"Không có quy trình «{id}», hoặc quy trình đã bị xoá. Hãy chọn quy trình khác trong danh sách.", "/quy-trinh")
            : new StudioPage(definition.Name ?? id, $"/quy-trinh/dinh-nghia/{Uri.EscapeDataString(id)}/{definition.Versions[0].Version}")
            {
                Tab = "definitions",
                Element = ("elsa-workflow-definition-editor", "definition-id", id),
            };
    }

    private static async Task<StudioPage> InstanceAsync(string id, HttpContext http)
    {
        var isThere = await http.RequestServices.GetRequiredService<Database>().ReadAsync((context, ct) => InstanceQuery.ExistsAsync(context, id, ct), http.RequestAborted);
        return isThere
            ? new StudioPage("Lượt chạy", $"/quy-trinh/luot-chay/{Uri.EscapeDataString(id)}") { Tab = "instances", Element = ("elsa-workflow-instance-viewer", "instance-id", id) }
            : NotThere("Không có lượt chạy này", $"Không có lượt chạy «{id}», hoặc lượt chạy đã bị xoá. Hãy chọn lượt chạy khác trong danh sách.", "/quy-trinh/luot-chay");
    }
}
