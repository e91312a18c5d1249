using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>
/// A PostgreSQL server of its own for the tests of one collection, from the binaries that Debian installs: a fresh cluster in a temporary folder,
/// on a free loopback port, with the durability settings of production. Each test asks for a database of its own.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private string? folder;
    private Process? server;
    private int port;
    private int databases;

    /// <summary>What is missing on this machine, or null when a server can be started.</summary>
    public static string? Missing => Binaries.Value is null ? "PostgreSQL server binaries (Debian package postgresql)" : null;

    private static readonly Lazy<string?> Binaries = new(FindBinaries);

    public async Task InitializeAsync()
    {
        // Without binaries the tests of the collection are skipped or fail one by one, with the reason; PostgresFactAttribute.
        if (Binaries.Value is not { } binaries) return;

        folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        var data = Path.Combine(folder, "data");
        // PostgreSQL refuses to run as root, so root hands the folder to another account.
        if (Account.IsRoot) await RunAsync("chown", [Account.Unprivileged, folder]);
        await RunAsync(Path.Combine(binaries, "initdb"),
            ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], unprivileged: true);

        for (var attempt = 1; server is null; attempt++)
        {
            port = FreePort();
            var process = Start(Path.Combine(binaries, "postgres"), [
                "-D", data, "-p", $"{port}", "-h", "127.0.0.1", "-k", folder,
                "-c", "fsync=on", "-c", "max_connections=200", "-c", "log_min_messages=fatal", "-c", "timezone=UTC",
            ], unprivileged: true);
            var said = process.StandardError.ReadToEndAsync(); // also keeps the pipe from filling up
            _ = process.StandardOutput.ReadToEndAsync();
            if (await IsReadyAsync(process)) server = process;
            // Another program may have taken the port meanwhile.
            else if (attempt == 3) throw new InvalidOperationException($"postgres ended with code {process.ExitCode}: {await said}");
            else process.Dispose();
        }
    }

    /// <summary>Creates a database, empty or with what another one has, to which nobody may be connected, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        if (server is null) throw new InvalidOperationException($"Not started: {Missing}.");

        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task DisposeAsync()
    {
        if (server is { HasExited: false })
        {
            NpgsqlConnection.ClearAllPools();
            // SIGINT: roll back and stop. Its child processes follow by themselves. Signals go to exactly this process.
            _ = Kill(server.Id, SigInt);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await server.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                server.Kill();
                await server.WaitForExitAsync();
            }
        }
        server?.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Timeout=5;Include Error Detail=true";

    /// <summary>True when the server takes connections, false when it has ended.</summary>
    private async Task<bool> IsReadyAsync(Process process)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (!process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(limit.Token);
                return true;
            }
            catch (NpgsqlException)
            {
                // still starting
            }
            await Task.Delay(50, limit.Token);
        }
        return false;
    }

    /// <summary>The newest version under Debian's folder, otherwise what the search path has.</summary>
    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            : Enumerable.Empty<string>();
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.Select(version => Path.Combine(version, "bin")).Concat(path)
            .FirstOrDefault(bin => Exists(Path.Combine(bin, "initdb")) && Exists(Path.Combine(bin, "postgres")));

        // File.Exists alone takes a link to nowhere for a file.
        static bool Exists(string file) => File.Exists(file) && (File.ResolveLinkTarget(file, returnFinalTarget: true)?.Exists ?? true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, string[] arguments, bool unprivileged = false)
    {
        using var process = Start(program, arguments, unprivileged);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {await errors}{await output}");
    }

    private static Process Start(string program, string[] arguments, bool unprivileged)
    {
        // setpriv replaces itself by the program, so the process we hold is the server itself.
        string[] command = unprivileged && Account.IsRoot
            ? ["setpriv", $"--reuid={Account.Unprivileged}", $"--regid={Account.UnprivilegedGroup}", "--clear-groups", "--", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private const int SigInt = 2;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private static class Account
    {
        public static bool IsRoot => Environment.UserName == "root";

        public static string Unprivileged => Entry[0];

        public static string UnprivilegedGroup => Entry[3];

        /// <summary>The line of the password file: name, x, user number, group number, …</summary>
        private static string[] Entry { get; } = IsRoot ? Find("postgres") ?? Find("nobody") ?? throw new InvalidOperationException("No account for postgres.") : [];

        private static string[]? Find(string name) =>
            File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(entry => entry[0] == name);
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A test that needs PostgreSQL. Where its binaries are missing it is skipped with the reason, except in CI, where it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Missing is { } missing && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Skip = $"Missing: {missing}";
    }
}
