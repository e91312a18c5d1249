using LienThong.Host.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LienThong.Host.CommandLine;

/// <summary><c>api-description</c>: the OpenAPI document from which the web client's types are made. Starts nothing and needs no database.</summary>
internal static class ApiDescriptionCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        // Putting the server together makes its data folder.
        var folder = Directory.CreateTempSubdirectory("lienthong-");
        string text;
        try
        {
            await using var app = Program.Build(arguments with { Settings = [.. arguments.Settings, $"--Data:Folder={folder.FullName}"] });
            // A started server does this itself; without it nobody knows the endpoints.
            app.UseEndpoints(static _ => { });
            text = await DescribeAsync(app.Services, CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        if (arguments["output"] is not { } file)
        {
            await Console.Out.WriteAsync(text);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Không ghi được tệp {file}: {exception.Message}", exception);
        }
    }

    /// <summary>The same text on every system: lines end with a line feed, the last one too.</summary>
    public static async Task<string> DescribeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(cancellationToken);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        return json.ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
