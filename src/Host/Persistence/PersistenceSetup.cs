using LienThong.Host.Errors;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.Persistence;

/// <summary>Which database, and where; it is opened by the first who asks for it.</summary>
internal static class PersistenceSetup
{
    public static void AddPersistence(this WebApplicationBuilder builder)
    {
        var settings = builder.Settings();
        var folder = builder.DataFolder();
        var options = OptionsOf(builder.Configuration, settings.Database, folder);

        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton<Database>(services =>
        {
            folder.Create();
            return Database.Open(options, CreateContext(options.Provider), services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<Database>>());
        });
        builder.Services.AddSingleton(options).AddSingleton<Schema>().AddSingleton<Readiness>();
        builder.Services.AddHostedService<DatabaseStart>();
    }

    /// <exception cref="StartupException">Outside Development the folder must be named.</exception>
    public static DataFolder DataFolder(this WebApplicationBuilder builder)
    {
        var folder = builder.Settings().Data.Folder;
        if (string.IsNullOrWhiteSpace(folder))
            folder = builder.Environment.IsDevelopment()
                ? "data"
                : throw SettingsReader.Refuse(builder.Configuration, "Data:Folder", "phải ghi thư mục dữ liệu (--data) ngoài môi trường Development");
        return new DataFolder(Path.GetFullPath(folder));
    }

    private static DatabaseOptions OptionsOf(IConfiguration configuration, DatabaseSettings settings, DataFolder folder)
    {
        if (settings.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(settings.ConnectionString))
            throw SettingsReader.Refuse(configuration,
                "Database:ConnectionString", $"phải ghi chuỗi kết nối khi Database:Provider là {settings.Provider}");
        return new DatabaseOptions
        {
            Provider = settings.Provider,
            ConnectionString = settings.ConnectionString,
            DataFolder = folder.Path,
            MappedMegabytes = settings.MappedMegabytes,
            MaxGroupSize = settings.MaxGroupSize,
            MaxGroupTime = TimeSpan.FromMilliseconds(settings.MaxGroupMilliseconds),
            MaxWriteTime = TimeSpan.FromSeconds(settings.MaxWriteSeconds),
            MaxRetries = settings.MaxRetries,
        };
    }

    private static Func<Microsoft.EntityFrameworkCore.DbContextOptions, AppDbContext> CreateContext(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => options => new SqliteAppDbContext(options),
        DatabaseProvider.SqlServer => options => new SqlServerAppDbContext(options),
        _ => options => new PostgreSqlAppDbContext(options),
    };
}
